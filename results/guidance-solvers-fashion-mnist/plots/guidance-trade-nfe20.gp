# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Fidelity and diversity under guidance, NFE 20' at screen 0.02, screen 0.9556 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: solvers under guidance' at screen 0.02, screen 0.9093 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'precision[fashion-mnist-classifier]   (fidelity);' at screen 0.02, screen 0.8687 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'numbers: guidance w; 95 %: precision ±0.044, recall ±0.062' at screen 0.02, screen 0.8340 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.7973
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.7232 0.722 0.722 0.722
0.4712 0.78 0.78 0.78
0.281 0.644 0.644 0.644
EOD
$c1 << EOD
0.7812 0.71 0.71 0.71
0.5878 0.736 0.736 0.736
0.4712 0.594 0.594 0.594
EOD
$c2 << EOD
0.7716 0.714 0.714 0.714
0.5366 0.758 0.758 0.758
0.3436 0.622 0.622 0.622
EOD
$c3 << EOD
0.7842 0.714 0.714 0.714
0.609 0.738 0.738 0.738
0.4694 0.588 0.588 0.588
EOD
$c4 << EOD
0.7548 0.69 0.69 0.69
0.7026 0.652 0.652 0.652
0.1782 0.492 0.492 0.492
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.1436
set xlabel 'recall[fashion-mnist-classifier]   (diversity)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.50' 0.5, '0.55' 0.55000000000000004, '0.60' 0.60000000000000009, '0.65' 0.65000000000000002, '0.70' 0.70000000000000007, '0.75' 0.75)
set xtics ('0.2' 0.20000000000000001, '0.3' 0.30000000000000004, '0.4' 0.40000000000000002, '0.5' 0.5, '0.6' 0.60000000000000009, '0.7' 0.70000000000000007, '0.8' 0.80000000000000004)
set xrange [0.14184:0.82056]
set yrange [0.47472:0.79728]
set arrow from graph 1.02, graph 0.5248 to graph 1.085, graph 0.5248 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.5248 left noenhanced font ',12' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.5248 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.3885 to graph 1.085, graph 0.3885 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.3885 left noenhanced font ',12' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.3885 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.4566 to graph 1.085, graph 0.4566 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'exp_ab2_noise' at graph 1.1, graph 0.4566 left noenhanced font ',12' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.4566 point pt 11 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.3325 to graph 1.085, graph 0.3325 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'clamp(dpmpp_2m)' at graph 1.1, graph 0.3325 left noenhanced font ',12' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.3325 point pt 5 ps 0.8 lc rgb '#E69F00'
set arrow from graph 1.02, graph 0.0536 to graph 1.085, graph 0.0536 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'dynamic_threshold(dpmpp_2m)' at graph 1.1, graph 0.0536 left noenhanced font ',12' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.0536 point pt 9 ps 0.8 lc rgb '#AA4499'
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.2
set label '1' at graph 0.8693, graph 0.8021 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
set label '3' at graph 0.4545, graph 0.9611 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
set label '8' at graph 0.1923, graph 0.5603 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
set label '1' at graph 0.9728, graph 0.7147 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '3' at graph 0.6263, graph 0.8247 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '8' at graph 0.4725, graph 0.4053 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '1' at graph 0.9406, graph 0.7773 center noenhanced boxed font ',12' textcolor rgb '#D55E00' front
set label '3' at graph 0.5483, graph 0.8782 center noenhanced boxed font ',12' textcolor rgb '#D55E00' front
set label '8' at graph 0.2845, graph 0.4921 center noenhanced boxed font ',12' textcolor rgb '#D55E00' front
set arrow from graph 0.9464, graph 0.7418 to graph 0.9751, graph 0.8139 nohead linecolor rgb '#E69F00' linewidth 0.7 front
set label '1' at graph 0.9873, graph 0.8346 center noenhanced boxed font ',12' textcolor rgb '#E69F00' front
set arrow from graph 0.6883, graph 0.8162 to graph 0.7293, graph 0.8478 nohead linecolor rgb '#E69F00' linewidth 0.7 front
set label '3' at graph 0.7416, graph 0.8684 center noenhanced boxed font ',12' textcolor rgb '#E69F00' front
set label '8' at graph 0.4493, graph 0.3512 center noenhanced boxed font ',12' textcolor rgb '#E69F00' front
set label '1' at graph 0.8724, graph 0.6821 center noenhanced boxed font ',12' textcolor rgb '#AA4499' front
set label '3' at graph 0.8135, graph 0.5851 center noenhanced boxed font ',12' textcolor rgb '#AA4499' front
set label '8' at graph 0.0536, graph 0.0920 center noenhanced boxed font ',12' textcolor rgb '#AA4499' front
set terminal svg noenhanced size 640,518 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-trade-nfe20.svg'
plot $c0 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c1 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c2 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c3 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c4 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1036 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'guidance-trade-nfe20.png'
plot $c0 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c1 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c2 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c3 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c4 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
