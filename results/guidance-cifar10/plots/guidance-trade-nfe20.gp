# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Fidelity and diversity under guidance, NFE 20' at screen 0.02, screen 0.9556 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10, class-conditional: what guidance buys and costs' at screen 0.02, screen 0.9093 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'precision[cifar10-classifier]   (fidelity);' at screen 0.02, screen 0.8687 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'numbers: guidance w; 95 %: precision ±0.022, recall ±0.085' at screen 0.02, screen 0.8340 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.7973
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.508 0.835 0.835 0.835
0.4886 0.88 0.88 0.88
0.4456 0.879 0.879 0.879
0.3508 0.878 0.878 0.878
0.2634 0.872 0.872 0.872
EOD
$c1 << EOD
0.508 0.835 0.835 0.835
0.4782 0.893 0.893 0.893
0.4522 0.898 0.898 0.898
EOD
$c2 << EOD
0.508 0.835 0.835 0.835
0.5648 0.837 0.837 0.837
0.568 0.786 0.786 0.786
0.5412 0.755 0.755 0.755
EOD
set lmargin at screen 0.100
set rmargin at screen 0.600
set bmargin at screen 0.1436
set xlabel 'recall[cifar10-classifier]   (diversity)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.76' 0.76000000000000001, '0.78' 0.78000000000000003, '0.80' 0.80000000000000004, '0.82' 0.82000000000000006, '0.84' 0.83999999999999997, '0.86' 0.85999999999999999, '0.88' 0.88, '0.90' 0.90000000000000002)
set xtics ('0.25' 0.25, '0.30' 0.30000000000000004, '0.35' 0.35000000000000003, '0.40' 0.40000000000000002, '0.45' 0.45000000000000001, '0.50' 0.5, '0.55' 0.55000000000000004)
set xrange [0.245124:0.586276]
set yrange [0.74642:0.90658]
set arrow from graph 1.02, graph 0.7841 to graph 1.085, graph 0.7841 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.7841 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.7841 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.9464 to graph 1.085, graph 0.9464 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'noise levels 0.3 to 3' at graph 1.1, graph 0.9464 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.9464 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.0536 to graph 1.085, graph 0.0536 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'guided by cifar10' at graph 1.1, graph 0.0536 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.0536 point pt 9 ps 0.8 lc rgb '#009E73'
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.2
set label '1' at graph 0.7819, graph 0.5885 center noenhanced boxed font ',12' textcolor rgb '#555555' front
set label '1.5' at graph 0.7614, graph 0.8193 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '2' at graph 0.5990, graph 0.8633 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '3' at graph 0.3211, graph 0.8570 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '5' at graph 0.0649, graph 0.8196 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '2' at graph 0.6946, graph 0.9507 center noenhanced boxed font ',12' textcolor rgb '#D55E00' front
set label '3' at graph 0.5795, graph 0.9611 center noenhanced boxed font ',12' textcolor rgb '#D55E00' front
set label '1.5' at graph 0.9568, graph 0.6010 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
set label '2' at graph 0.9578, graph 0.2826 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
set label '3' at graph 0.8565, graph 0.0890 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
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
