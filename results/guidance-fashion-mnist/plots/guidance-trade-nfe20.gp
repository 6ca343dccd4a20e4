# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Fidelity and diversity under guidance, NFE 20' at screen 0.02, screen 0.9556 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: what guidance buys and costs' at screen 0.02, screen 0.9093 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'precision[fashion-mnist-classifier]   (fidelity);' at screen 0.02, screen 0.8687 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'numbers: guidance w; 95 %: precision ±0.03, recall ±0.048' at screen 0.02, screen 0.8340 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.7973
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.797 0.707 0.707 0.707
0.7308 0.762 0.762 0.762
0.6804 0.759 0.759 0.759
0.5748 0.738 0.738 0.738
0.4734 0.671 0.671 0.671
0.4104 0.594 0.594 0.594
EOD
$c1 << EOD
0.797 0.707 0.707 0.707
0.7776 0.728 0.728 0.728
0.77 0.739 0.739 0.739
0.7514 0.733 0.733 0.733
0.7334 0.714 0.714 0.714
0.706 0.652 0.652 0.652
EOD
$c2 << EOD
0.797 0.707 0.707 0.707
0.823 0.704 0.704 0.704
0.8354 0.716 0.716 0.716
0.826 0.656 0.656 0.656
0.819 0.662 0.662 0.662
0.5126 0.932 0.932 0.932
EOD
set lmargin at screen 0.100
set rmargin at screen 0.546
set bmargin at screen 0.1436
set xlabel 'recall[fashion-mnist-classifier]   (diversity)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.60' 0.60000000000000009, '0.65' 0.65000000000000002, '0.70' 0.70000000000000007, '0.75' 0.75, '0.80' 0.80000000000000004, '0.85' 0.85000000000000009, '0.90' 0.90000000000000002, '0.95' 0.95000000000000007)
set xtics ('0.4' 0.40000000000000002, '0.5' 0.5, '0.6' 0.60000000000000009, '0.7' 0.70000000000000007, '0.8' 0.80000000000000004)
set xrange [0.3849:0.8609]
set yrange [0.57372:0.95228]
set arrow from graph 1.02, graph 0.0536 to graph 1.085, graph 0.0536 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.0536 left noenhanced font ',9' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.0536 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.2068 to graph 1.085, graph 0.2068 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'noise levels 0.3 to 3' at graph 1.1, graph 0.2068 left noenhanced font ',9' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.2068 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.9464 to graph 1.085, graph 0.9464 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'guided by fashion-mnist-conditional-early' at graph 1.1, graph 0.9464 left noenhanced font ',9' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.9464 point pt 9 ps 0.8 lc rgb '#009E73'
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.2
set arrow from graph 0.8658, graph 0.3521 to graph 0.8247, graph 0.3205 nohead linecolor rgb '#555555' linewidth 0.7 front
set label '1' at graph 0.8125, graph 0.2999 center noenhanced boxed font ',12' textcolor rgb '#555555' front
set label '1.5' at graph 0.7488, graph 0.5328 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '2' at graph 0.6081, graph 0.5249 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '3' at graph 0.4117, graph 0.4694 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '5' at graph 0.1859, graph 0.2954 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '8' at graph 0.0408, graph 0.0890 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '1.5' at graph 0.8784, graph 0.4222 center noenhanced boxed font ',12' textcolor rgb '#D55E00' front
set label '2' at graph 0.8218, graph 0.4721 center noenhanced boxed font ',12' textcolor rgb '#D55E00' front
set label '3' at graph 0.7392, graph 0.4354 center noenhanced boxed font ',12' textcolor rgb '#D55E00' front
set label '5' at graph 0.7014, graph 0.3853 center noenhanced boxed font ',12' textcolor rgb '#D55E00' front
set label '8' at graph 0.6618, graph 0.2423 center noenhanced boxed font ',12' textcolor rgb '#D55E00' front
set label '1.5' at graph 0.9425, graph 0.3087 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
set label '2' at graph 0.9592, graph 0.4113 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
set label '3' at graph 0.9139, graph 0.1819 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
set label '5' at graph 0.8787, graph 0.2332 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
set label '8' at graph 0.2375, graph 0.9611 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
set terminal svg noenhanced size 640,518 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-trade-nfe20.svg'
plot $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1036 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'guidance-trade-nfe20.png'
plot $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
