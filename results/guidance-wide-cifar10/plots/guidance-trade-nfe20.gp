# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Fidelity and diversity under guidance, NFE 20' at screen 0.02, screen 0.9556 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10, class-conditional, the wider network: what guidance buys and costs' at screen 0.02, screen 0.9093 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'precision[cifar10-classifier]   (fidelity);' at screen 0.02, screen 0.8687 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'numbers: guidance w; 95 %: precision ±0.024, recall ±0.068' at screen 0.02, screen 0.8340 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.7973
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
0.5626 0.839 0.839 0.839
0.556 0.87 0.87 0.87
0.4872 0.867 0.867 0.867
0.39 0.867 0.867 0.867
0.289 0.837 0.837 0.837
EOD
$c1 << EOD
0.5626 0.839 0.839 0.839
0.5322 0.878 0.878 0.878
0.4874 0.877 0.877 0.877
EOD
$c2 << EOD
0.5626 0.839 0.839 0.839
0.6036 0.837 0.837 0.837
0.6016 0.781 0.781 0.781
0.5368 0.686 0.686 0.686
EOD
set lmargin at screen 0.100
set rmargin at screen 0.600
set bmargin at screen 0.1436
set xlabel 'recall[cifar10-classifier]   (diversity)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.70' 0.70000000000000007, '0.75' 0.75, '0.80' 0.80000000000000004, '0.85' 0.85000000000000009)
set xtics ('0.30' 0.30000000000000004, '0.35' 0.35000000000000003, '0.40' 0.40000000000000002, '0.45' 0.45000000000000001, '0.50' 0.5, '0.55' 0.55000000000000004, '0.60' 0.60000000000000009)
set xrange [0.270124:0.622476]
set yrange [0.67448:0.88952]
set arrow from graph 1.02, graph 0.7558 to graph 1.085, graph 0.7558 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.7558 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.7558 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.9418 to graph 1.085, graph 0.9418 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'noise levels 0.3 to 3' at graph 1.1, graph 0.9418 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.9418 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.0536 to graph 1.085, graph 0.0536 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'guided by cifar10' at graph 1.1, graph 0.0536 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.0536 point pt 9 ps 0.8 lc rgb '#009E73'
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.2
set label '1' at graph 0.8414, graph 0.8005 center noenhanced boxed font ',12' textcolor rgb '#555555' front
set label '1.5' at graph 0.8311, graph 0.9447 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '2' at graph 0.6047, graph 0.8598 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '3' at graph 0.3516, graph 0.9307 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '5' at graph 0.0649, graph 0.7912 center noenhanced boxed font ',12' textcolor rgb '#0072B2' front
set label '2' at graph 0.7019, graph 0.9668 center noenhanced boxed font ',12' textcolor rgb '#D55E00' front
set label '3' at graph 0.6280, graph 0.9772 center noenhanced boxed font ',12' textcolor rgb '#D55E00' front
set label '1.5' at graph 0.9662, graph 0.7912 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
set label '2' at graph 0.9294, graph 0.5308 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
set label '3' at graph 0.7455, graph 0.0890 center noenhanced boxed font ',12' textcolor rgb '#009E73' front
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
